package backstep.notebook.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What JJava finds in this jar: it makes a notebook ready without a set-up cell. */
public final class JJavaExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        new JJavaKernel(kernel).welcome();
        JShellSources.addTo(kernel);
    }
}
