package backstep.derivation;

import backstep.derivation.Equation.Places;
import backstep.derivation.Equation.Sides;
import backstep.derivation.Equation.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What is wrong, unclear or missing in a reference as printed.
 *
 * @param <V> the reference's view
 * @param id the identifier, for example {@code E002-9}
 * @param kind of what kind
 * @param printed the place, and the words or the formula as printed, in Markdown with LaTeX
 * @param right what is right, in Markdown with LaTeX
 * @param trials the printed form beside the corrected one; empty if there is nothing to compute
 */
public record Erratum<V extends View>(String id, Kind kind, String printed, String right, List<Trial<V>> trials) {

    /** What kind of mistake it is. */
    public enum Kind {
        /** False as printed. */
        WRONG,
        /** The intention is clear, the literal reading is false. */
        SLIP,
        /** Right in one reading, false in another that the text allows. */
        AMBIGUOUS,
        /** It cannot be carried out from the text alone. */
        INCOMPLETE,
        /** Prose that needs a qualification. */
        CLAIM,
        /** True only within limits that are not stated. */
        LIMIT,
        /** Damage of the copy. */
        COPY,
        /** No mistake: another convention than that of the other references. */
        CONVENTION
    }

    /**
     * A printed form and its correction, beside the same estimate.
     *
     * @param <V> the reference's view
     * @param id for example {@code E003-3col}
     * @param latex the printed form
     * @param settings the networks on which it is tried; empty for those of the derivation
     * @param places where the two can differ
     * @param printed the printed form, literally
     * @param sides the corrected form and the estimate
     * @param printedIsRight whether the printed form is right after all
     */
    public record Trial<V extends View>(String id, String latex, List<Setting> settings, Places<V> places, Term<V> printed, Sides<V> sides,
            boolean printedIsRight) {

        /**
         * The same trial on networks of its own.
         *
         * @param others instead of those of the derivation
         * @return the trial
         */
        public Trial<V> on(List<Setting> others) {
            return new Trial<>(id, latex, List.copyOf(others), places, printed, sides, printedIsRight);
        }

        /**
         * The same trial at these layers only, where the two forms can differ.
         *
         * @param layers the layers, in the reference's count
         * @return the trial
         */
        public Trial<V> at(Function<V, IntStream> layers) {
            return new Trial<>(id, latex, settings, new Places<>(places.view(), places.eachExample(), layers, places.demand()), printed, sides, printedIsRight);
        }

        /**
         * The same trial of a form that is right as printed.
         *
         * @return the trial
         */
        public Trial<V> rightAfterAll() {
            return new Trial<>(id, latex, settings, places, printed, sides, true);
        }
    }

    /** Copies the list. */
    public Erratum {
        trials = List.copyOf(trials);
    }

    /**
     * An erratum with nothing to compute.
     *
     * @param <V> the reference's view
     * @param id the identifier
     * @param kind of what kind
     * @param printed the place and the words as printed
     * @param right what is right
     * @return the erratum
     */
    static <V extends View> Erratum<V> of(String id, Kind kind, String printed, String right) {
        return new Erratum<>(id, kind, printed, right, List.of());
    }

    /** The same erratum, with the printed form put beside the corrected one. */
    Erratum<V> tried(Trial<V> trial) {
        var all = new ArrayList<>(trials);
        all.add(trial);
        return new Erratum<>(id, kind, printed, right, all);
    }
}
