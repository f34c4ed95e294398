/** Matrices: values with the operations of the notation. */
package backstep.matrix;
