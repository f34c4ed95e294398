/** Figures: values become traces, traces Plotly's JSON. */
package backstep.notebook.figure;
