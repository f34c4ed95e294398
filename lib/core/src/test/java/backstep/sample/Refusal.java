package backstep.sample;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What is done, and what the refusal says. */
public record Refusal(String name, Executable action, List<String> says) {

    public static Refusal refused(String name, Executable action, String... says) {
        return new Refusal(name, action, List.of(says));
    }

    /** It is refused, and says so. */
    public void isGiven() {
        var message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertAll(says.stream().map(fragment -> () -> assertTrue(message.contains(fragment), () ->
                "“%s” in: %s".formatted(fragment, message))));
    }

    @Override
    public String toString() {
        return name;
    }
}
