package backstep.notebook.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Map;
import java.util.Optional;

/**
 * IJava, or another kernel on its base; IJava itself is in no Maven repository, so its instance is found by reflection.
 */
record IJavaKernel(BaseKernel kernel) implements Kernel {

    static Optional<Kernel> running() {
        try {
            var instance = Class.forName("io.github.spencerpark.ijava.IJava").getMethod("getKernelInstance")
                    .invoke(null);
            return Optional.ofNullable((BaseKernel) instance).map(IJavaKernel::new);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public String family() {
        return "IJava";
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
        try {
            kernel.eval(code);
        } catch (Exception e) {
            throw new IllegalStateException("the kernel refused: " + code, e);
        }
    }
}
