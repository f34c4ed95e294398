/** Where the parts of a network and of a computation graph stand, before anything is drawn. */
package backstep.notebook.draw;
