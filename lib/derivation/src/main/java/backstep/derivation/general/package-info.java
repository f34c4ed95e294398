/** <i>Backpropagation</i> (21 June 2017): its letters, its equations section by section, its errata. */
package backstep.derivation.general;
