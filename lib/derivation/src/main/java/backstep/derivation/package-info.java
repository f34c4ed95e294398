/** Five published derivations as data: each equation in its own notation, beside the numerical estimate it must equal. */
package backstep.derivation;
