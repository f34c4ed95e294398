/**
 * The equations of backpropagation, each once; the rules that may replace any of them; and the passes that run them.
 */
package backstep.engine;
