/** What a step, an equation and a check cost: benchmarks, and the contestant that is timed beside other libraries. */
package backstep.bench;
