/** The comparison of what rules compute with the reference and the estimates: verdicts, the first fault, the report. */
package backstep.check;
