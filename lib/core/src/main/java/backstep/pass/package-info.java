/** Forward and backward passes as values that keep everything they computed, in order. */
package backstep.pass;
