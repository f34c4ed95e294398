/** Where tablesaw meets Backstep: values as its tables, how these show themselves, and figures made with its jsplot. */
package backstep.notebook.tablesaw;
