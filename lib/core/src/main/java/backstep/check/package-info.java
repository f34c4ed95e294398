/** Numerical estimates of every derivative, and the comparison with what the equations give. */
package backstep.check;
