/** <i>Backpropagation</i>, slides after the UFLDL tutorial: their letters, their equations, their claims and errata. */
package backstep.derivation.ufldl;
