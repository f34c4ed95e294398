/** The equations of backpropagation, each once, and the rules by which a pass may replace any of them. */
package backstep.equations;
