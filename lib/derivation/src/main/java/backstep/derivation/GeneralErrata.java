package backstep.derivation;

import java.util.List;

final class GeneralErrata {
    private GeneralErrata() {}

    static List<Erratum<GeneralView>> errata() {
        return List.of();
    }
}
