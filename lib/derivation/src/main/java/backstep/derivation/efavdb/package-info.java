/** Cathy Yeh, <i>Backpropagation in neural networks</i>: its letters, its equations section by section, its errata. */
package backstep.derivation.efavdb;
