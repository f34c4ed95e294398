/** Networks, their activations and losses, and the names of their quantities: plain values. */
package backstep.network;
