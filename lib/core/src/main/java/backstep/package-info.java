/** Backpropagation that can be called, checked and seen; the rooms below hold it, each seeing only those above it. */
package backstep;
