/**
 * Backstep's values in a Java notebook: figures and tables, one call each, and how a value shows itself.
 *
 * <p>Behind them, each seeing only those after it: {@code kernel} (what leaves it, and the two that are known),
 * {@code tablesaw} (its tables, and figures made with its jsplot), {@code figure} (values → traces → Plotly's JSON) and
 * {@code draw} (where the parts of a network or a graph stand).
 */
package backstep.notebook;
