/**
 * Derivations of backpropagation as data: each equation in its own notation, beside the estimate that it must equal.
 *
 * <p>A {@link backstep.derivation.Derivation} has a {@link backstep.derivation.View}, which shows a network in the
 * reference's letters, and a list of equations. A row of that list goes this way: an
 * {@link backstep.derivation.EquationBuilder} makes it an {@link backstep.derivation.Equation}, of a
 * {@link backstep.derivation.Statement} to be read, a {@link backstep.derivation.Domain} where it holds, an
 * {@link backstep.derivation.Expression} that is its value, and a {@link backstep.derivation.Comparison} with what it
 * must equal; {@code verify} on a network makes it {@link backstep.derivation.Verified}, and on the networks of its
 * derivation a line of a {@link backstep.derivation.Verification}.
 *
 * <p>This package names no reference. Each has a package below it, and none of them sees another; the catalogue sees
 * all.
 */
package backstep.derivation;
