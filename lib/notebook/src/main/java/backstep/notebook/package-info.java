/** Backstep's values in a Java notebook: tables, figures, and how each shows itself. */
package backstep.notebook;
