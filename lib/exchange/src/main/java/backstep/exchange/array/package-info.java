/** Arrays by name, from and to files: their formats, and the refusals of what is none of them. */
package backstep.exchange.array;
