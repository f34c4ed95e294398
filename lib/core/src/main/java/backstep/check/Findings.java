package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a judgement amounts to: the faults with their causes, in the order of the pass; and what it cannot show. */
final class Findings {

    private final Reference reference;
    private final Judgement judgement;
    private final Diagnosis diagnosis;

    Findings(Reference reference, Judgement judgement, Diagnosis diagnosis) {
        this.reference = reference;
        this.judgement = judgement;
        this.diagnosis = diagnosis;
    }

    /** The first fault, and every other that does not follow from it. */
    List<Fault> faults() {
        var causes = judgement.causes();
        var faults = new ArrayList<Fault>();
        var placed = causes.stream().filter(due -> suspects(due).size() == 1).toList();
        for (var formula : formulas(placed)) {
            var at = placed.stream().filter(due -> due.formula() == formula).toList();
            faults.add(fault(at, List.of(at.get(0)), diagnosis.of(formula)));
        }
        var unplaced = causes.stream().filter(due -> suspects(due).size() > 1).toList();
        if (!unplaced.isEmpty()) {
            var suspects = suspects(unplaced);
            faults.add(fault(unplaced, suspects, diagnosis.among(suspects, unplaced)));
        }
        faults.sort(Comparator.comparingInt(fault ->
                reference.schedule().indexOf(new Scheduled(fault.formula(), fault.l()))));
        return faults;
    }

    /**
     * What a rule does though its equation cannot, what no step asks for, what this probe cannot show, and why training
     * may stand still although all of it is right.
     */
    List<String> besides() {
        var notes = new ArrayList<String>();
        if (judgement.tried() instanceof RulesUnderTest rules) {
            breaches(rules).forEach((what, layers) -> notes.add("right here, but %s at layer %s".formatted(what,
                    layers.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
            notes.addAll(RuleContract.unused(reference.net(), rules.adapted()));
        }
        notes.addAll(unseen());
        if (!reference.isCorrected()) { // what is said of a network is said by its own derivatives
            notes.addAll(Trainability.of(reference.net(), reference.X(), reference.Y()).findings());
        }
        return notes;
    }

    /** What each rule does that its equation cannot, with the layers at which it does; no convention is a breach. */
    private Map<String, List<Integer>> breaches(RulesUnderTest rules) {
        var found = new LinkedHashMap<String, List<Integer>>();
        for (var breach : RuleContract.breaches(reference.net(), reference.X(), reference.Y(), rules.adapted())) {
            boolean decays = judgement.convention().decay() > 0
                    && (breach.formula() == Formula.BP1 || breach.formula() == Formula.COST);
            if (!decays && !(judgement.convention().hasNoBias() && breach.formula() == Formula.BP2)) {
                found.computeIfAbsent("%s %s".formatted(breach.formula().id(), breach.sentence()),
                        same -> new ArrayList<>()).add(breach.l());
            }
        }
        return found;
    }

    private static Set<Formula> formulas(List<Scheduled> dues) {
        var formulas = new LinkedHashSet<Formula>();
        dues.forEach(due -> formulas.add(due.formula()));
        return formulas;
    }

    /** The equations behind a value, of which one at least is wrong. */
    private Set<Scheduled> suspects(Scheduled due) {
        return judgement.tried() instanceof ValuesUnderTest values ? values.behind(due) : Set.of(due);
    }

    /** Those behind every wrong value, or else behind any, without what is behind a right one. */
    private List<Scheduled> suspects(List<Scheduled> wrong) {
        var right = new LinkedHashSet<Scheduled>();
        reference.schedule().stream().filter(judgement::isRight).forEach(due -> right.addAll(suspects(due)));
        var behind = wrong.stream().map(this::suspects).toList();
        Predicate<Scheduled> everywhere = due -> behind.stream().allMatch(of -> of.contains(due));
        Predicate<Scheduled> anywhere = due -> behind.stream().anyMatch(of -> of.contains(due));
        for (var where : List.of(everywhere, anywhere)) {
            var suspects = reference.schedule().stream().filter(where).filter(due -> !right.contains(due)).toList();
            if (!suspects.isEmpty()) {
                return suspects;
            }
        }
        return wrong;
    }

    private Fault fault(List<Scheduled> at, List<Scheduled> suspects, List<Cause> causes) {
        var first = at.get(0);
        boolean ran = !judgement.tried().broken().containsKey(first);
        var layers = at.stream().filter(due -> due.formula() == first.formula()).map(Scheduled::l).toList();
        var besides = at.stream().filter(due -> due.formula() != first.formula()).map(Reference::output)
                .map(quantity -> ", %s wrong".formatted(quantity)).collect(Collectors.joining());
        return new Fault(first.formula(), layers, before(first), (ran ? "wrong" : "not computed") + besides, suspects,
                causes, apart(causes));
    }

    /** The last two right ones before it; what led up to J is of no interest to the reader of a backward fault. */
    private List<String> before(Scheduled wrong) {
        var right = new ArrayList<String>();
        for (var due : reference.schedule().subList(0, reference.schedule().indexOf(wrong))) {
            if (due.formula() == Formula.OUTPUT_DELTA) {
                right.clear();
            }
            if (judgement.block(due) != null && judgement.block(due).verdict() == Verdict.OK) {
                right.add(Reference.output(due).toString());
            }
        }
        return right.subList(Math.max(0, right.size() - 2), right.size());
    }

    private String apart(List<Cause> causes) {
        var mistakes = causes.stream().filter(cause -> cause.mistakes().size() == 1)
                .map(cause -> cause.mistakes().get(0)).toList();
        var distinct = mistakes.stream().filter(mistake -> mistakes.stream()
                .filter(other -> other.sentence().equals(mistake.sentence())).findFirst().orElseThrow() == mistake)
                .toList();
        return distinct.size() < 2 ? "" : TellingProbe.like(reference.net(), reference.m()).stream()
                .filter(probe -> probe.tells(distinct)).findFirst().map(Object::toString).orElse("");
    }

    /** Of the equations in question, the mistakes that are right numbers on this network and these data. */
    private List<String> unseen() {
        var theirs = EnumSet.noneOf(Formula.class);
        reference.schedule().stream().map(Scheduled::formula).filter(judgement.tried()::isTheirs).forEach(theirs::add);
        var here = new TellingProbe(reference);
        var hidden = theirs.stream().flatMap(formula -> Mistakes.in(formula, reference.net()).stream())
                .filter(mistake -> !here.shows(mistake)).toList();
        var probes = hidden.isEmpty() ? List.<TellingProbe>of() : TellingProbe.like(reference.net(), reference.m());
        TellingProbe best = null;
        List<Mistake> most = List.of();
        for (var probe : probes) {
            var seen = hidden.stream().filter(probe::shows).toList();
            if (seen.size() > most.size()) {
                best = probe;
                most = seen;
            }
        }
        return most.isEmpty() ? List.of() : List.of(unseen(most, best));
    }

    private static String unseen(List<Mistake> hidden, TellingProbe probe) {
        var first = hidden.stream().filter(Mistakes.factors()::contains).findFirst().orElse(hidden.get(0));
        return "this probe cannot show %s%s; %s shows %s".formatted(
                "%s (%s)".formatted(first.written(), first.sentence()),
                hidden.size() == 1 ? "" : " and %d more slip%s".formatted(hidden.size() - 1,
                        hidden.size() == 2 ? "" : "s"), probe,
                hidden.size() == 1 ? "it" : "them");
    }
}
