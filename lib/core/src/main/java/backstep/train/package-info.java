/** Training: the same equations, run again and again over the same buffers. */
package backstep.train;
