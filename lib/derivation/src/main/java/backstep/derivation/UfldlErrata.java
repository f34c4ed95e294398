package backstep.derivation;

import java.util.List;

/** What is wrong or missing in UFLDL as printed. */
final class UfldlErrata {

    private UfldlErrata() {}

    static List<Erratum<UfldlView>> all() {
        return List.of();
    }
}
