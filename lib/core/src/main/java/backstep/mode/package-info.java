/**
 * Derivatives carried along with the values (forward accumulation), or gathered on the way back over a graph of them
 * (reverse accumulation).
 */
package backstep.mode;
