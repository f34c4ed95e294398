package backstep.notebook.draw;

import backstep.notebook.Notebook;
import backstep.notebook.figure.Figure;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Classes that break the rules of the module, planted in its last room so that the rules are seen to bite. */
public final class PlantedBreakers {

    private PlantedBreakers() {}

    /** A layout makes a figure. */
    public static final class LooksUpward {
        Figure figure;
    }

    /** A layout shows itself. */
    public static final class LooksAtTheFace {
        void show() {
            Notebook.show("planted");
        }
    }

    /** A chart of ours goes through jsplot. */
    public static final class UsesJsplot {
        ScatterTrace trace;
    }

    /** A class that is loaded everywhere names a kernel's. */
    public static final class NamesAKernel {
        BaseKernel kernel;
    }
}
