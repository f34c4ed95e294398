/** Derivatives carried along with the values: forward accumulation. */
package backstep.mode;
