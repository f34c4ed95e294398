package backstep.notebook.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * A figure as Plotly reads it: data, never a script.
 *
 * @param title what it shows
 * @param plotly the JSON tree with {@code data} and {@code layout}: maps, lists, strings, numbers, booleans, null
 */
public record Figure(String title, Map<String, Object> plotly) {

    /** The MIME type that JupyterLab's Plotly extension draws. */
    public static final String MIME_TYPE = "application/vnd.plotly.v1+json";

    /**
     * The figure as a JSON text.
     *
     * @return what Plotly's {@code newPlot} takes
     */
    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(plotly);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(title + " holds something that is no JSON", e);
        }
    }

    @Override
    public String toString() {
        return "Figure: " + title;
    }
}
