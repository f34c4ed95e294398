/** <i>Deriving Backpropagation for Neural Networks</i>: its letters, its equations, its claim and errata. */
package backstep.derivation.twolayer;
