/**
 * The numerical estimate of every derivative: difference quotients with error bars, and how far rounding moves what
 * they are held to.
 */
package backstep.estimate;
