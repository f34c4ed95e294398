/** What leaves the kernel for a value, and the kernels that take it: JJava and IJava. */
package backstep.notebook.kernel;
