/** All derivations that this project holds. */
package backstep.derivation.catalogue;
