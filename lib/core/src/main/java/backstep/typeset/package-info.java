/** Equations, matrices and tables in each medium: LaTeX, a terminal, a picture's markup, Markdown, HTML. */
package backstep.typeset;
