package backstep.derivation.efavdb;

import backstep.derivation.catalogue.Derivations;
import backstep.derivation.gist.GistView;

/** Classes of a reference that break the rules of the house, planted so that the rules are seen to bite. */
public final class PlantedFaults {

    private PlantedFaults() {}

    /** A reference looks at another. */
    public static final class SeesAnotherReference {
        GistView view;
    }

    /** A reference looks at the list of all. */
    public static final class SeesTheCatalogue {
        int all() {
            return Derivations.all().size();
        }
    }
}
