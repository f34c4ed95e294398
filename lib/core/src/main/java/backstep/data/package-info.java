/** Small real data sets that ship with the jar. */
package backstep.data;
