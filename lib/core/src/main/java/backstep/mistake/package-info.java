/** Mistakes as data: each a formula as somebody writes it, what is wrong with it in one sentence, and the right one. */
package backstep.mistake;
