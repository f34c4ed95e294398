/** <i>Notes on Backpropagation</i>, a gist: its letters, its equations, its claims and errata. */
package backstep.derivation.gist;
