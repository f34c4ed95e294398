package backstep.check;

import backstep.check.UpdateTrial.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which rule made the numbers of an update, or else which mistake. */
final class UpdateDiagnosis {

    /** A cause is named where rounding leaves two digits of what is to be explained. */
    private static final double DIGITS = 0.01;

    private final UpdateCheck check;
    private final UpdateGradients gradients;

    private UpdateDiagnosis(UpdateCheck check) {
        this.check = check;
        this.gradients = UpdateGradients.of(check);
    }

    static UpdateReport of(UpdateCheck check) {
        return new UpdateDiagnosis(check).report();
    }

    /** A rule with what it says of each place. */
    private record Judged(UpdateTrial trial, Map<Place, UpdateBlock> blocks) {

        List<Place> wrong() {
            return blocks.keySet().stream().filter(place -> blocks.get(place).verdict().isFault()).toList();
        }
    }

    private UpdateReport report() {
        var all = check.setting().rules().stream().map(this::judged).toList();
        var right = all.stream().filter(judged -> judged.wrong().isEmpty()).toList();
        if (!right.isEmpty()) {
            return report(right.get(0), right.stream().map(judged -> judged.trial().rule()).toList(), List.of());
        }
        var causes = all.stream().collect(Collectors.toMap(judged -> judged, this::causes, (a, b) -> a,
                LinkedHashMap::new));
        var best = all.stream().min(Comparator.comparingInt(judged -> causes.get(judged).isEmpty() ? 2
                : causes.get(judged).get(0).everything() ? 0 : 1)).orElseThrow();
        var rules = causes.get(best).isEmpty() || !causes.get(best).get(0).everything() ? check.setting().rules()
                : List.of(best.trial().rule());
        return report(best, rules, causes.get(best));
    }

    private UpdateReport report(Judged judged, List<UpdateRule> rules, List<UpdateCause> causes) {
        var hidden = causes.isEmpty() && judged.wrong().isEmpty() ? hidden(judged) : List.<UpdateMistake>of();
        return new UpdateReport(rules, check.setting().alpha(), List.copyOf(judged.blocks().values()), causes, hidden,
                gradients.notes());
    }

    private Judged judged(UpdateRule rule) {
        var trial = new UpdateTrial(check, rule, null, 0);
        var blocks = new LinkedHashMap<Place, UpdateBlock>();
        trial.outcomes.forEach((place, outcome) -> {
            var step = check.steps().get(place.step() - 1);
            blocks.put(place, gradients.isLate(place) ? UpdateJudge.late(place, step)
                    : UpdateJudge.of(place, step, outcome));
        });
        return new Judged(trial, blocks);
    }

    /** What explains every place; else what explains the wrong ones, each for itself. */
    private List<UpdateCause> causes(Judged judged) {
        var wrong = judged.wrong();
        var late = wrong.stream().filter(gradients::isLate).toList();
        var rest = wrong.stream().filter(place -> !gradients.isLate(place)).toList();
        var causes = new ArrayList<UpdateCause>();
        if (!late.isEmpty()) {
            causes.add(new UpdateCause(names(late), rest.isEmpty(), List.of(gradients.order())));
        }
        if (rest.isEmpty()) {
            return causes;
        }
        var everywhere = new ArrayList<UpdateMistake>();
        var at = new LinkedHashMap<Place, Set<Integer>>();
        rest.forEach(place -> at.put(place, new TreeSet<>()));
        var mistakes = gradients.mistakes();
        for (int k = 0; k < mistakes.size(); k++) {
            var trial = new UpdateTrial(check, judged.trial().rule(), mistakes.get(k),
                    gradients.slack(mistakes.get(k)));
            var explained = rest.stream().filter(place -> explains(trial, judged.trial(), place)).toList();
            for (var place : explained) {
                at.get(place).add(k);
            }
            if (!explained.isEmpty() && trial.outcomes.keySet().stream().allMatch(trial::reaches)) {
                everywhere.add(mistakes.get(k));
            }
        }
        if (!everywhere.isEmpty()) {
            causes.add(new UpdateCause(names(rest), late.isEmpty(), everywhere));
            return causes;
        }
        var common = new TreeSet<>(at.get(rest.get(0)));
        at.values().forEach(common::retainAll);
        var groups = new LinkedHashMap<Set<Integer>, List<Place>>();
        rest.forEach(place -> groups.computeIfAbsent(common.isEmpty() ? at.get(place) : common,
                set -> new ArrayList<>()).add(place));
        groups.forEach((set, places) -> {
            if (!set.isEmpty()) {
                causes.add(new UpdateCause(names(places), false, set.stream().map(mistakes::get).toList()));
            }
        });
        return causes;
    }

    /** Whether a mistake had something to do at a place, and made what is there, with digits enough to tell. */
    private boolean explains(UpdateTrial mistaken, UpdateTrial right, Place place) {
        var outcome = mistaken.outcomes.get(place);
        if (!outcome.applies() || !mistaken.reaches(place)) {
            return false;
        }
        var after = check.steps().get(place.step() - 1).after().get(place.parameter());
        var must = right.outcomes.get(place).theta();
        if (after == null || must == null || !must.value().sameShape(after) || must.reaches(after)) {
            return true; // a refusal, another shape or a state: no digits to lose
        }
        return outcome.theta().bar().maxAbs() <= DIGITS * after.minus(must.value()).maxAbs();
    }

    private List<String> names(List<Place> places) {
        return places.stream().map(place -> check.steps().size() == 1 ? place.parameter().toString()
                : "%s at step %d".formatted(place.parameter(), place.step())).toList();
    }

    /** The mistakes that would have made the same numbers, where something could be told at all. */
    private List<UpdateMistake> hidden(Judged judged) {
        if (judged.blocks().values().stream().noneMatch(block -> block.verdict() == Verdict.OK)) {
            return List.of();
        }
        return gradients.mistakes().stream().filter(mistake -> {
            var trial = new UpdateTrial(check, judged.trial().rule(), mistake, 0);
            return trial.outcomes.values().stream().anyMatch(UpdateTrial.Outcome::applies)
                    && trial.outcomes.keySet().stream().allMatch(trial::reaches);
        }).toList();
    }
}
