/** Networks, data and gradients from and to files, and the check of gradients that were computed elsewhere. */
package backstep.exchange;
