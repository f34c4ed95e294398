package backstep.derivation;

import java.util.List;

/** What UFLDL says beside its equations. */
final class UfldlClaims {

    private UfldlClaims() {}

    static List<Claim> all() {
        return List.of();
    }
}
