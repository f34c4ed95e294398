package backstep.notebook.kernel;

import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** JJava. */
record JJavaKernel(BaseKernel kernel) implements Kernel {

    static Optional<Kernel> running() {
        try {
            return Optional.of(new JJavaKernel(BaseKernel.notebookKernel()));
        } catch (NullPointerException e) {
            return Optional.empty(); // the way in which JJava says that no kernel is running
        }
    }

    @Override
    public String family() {
        return "JJava";
    }

    @Override
    public void register(Class<?> type) {
        kernel.getRenderer().createRegistration(type).preferring(Bundle.MIME_TYPES.toArray(String[]::new))
                .register((value, context) -> Bundle.of(value).forEach(context.getOutputContainer()::putData));
    }

    @Override
    public void display(Map<String, Object> bundle) {
        var data = new DisplayData();
        bundle.forEach(data::putData);
        kernel.display(data);
    }

    @Override
    public void evaluate(String code) {
        kernel.evalRaw(code);
    }
}
