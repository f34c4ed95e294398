package backstep.matrix;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** The boundary that null does not pass, in what holds several: the refusal says in which place it stands, from 1. */
public final class NonNull {

    private NonNull() {}

    /**
     * A copy of a list.
     *
     * @param <T> of what
     * @param name of the list, for the message
     * @param list none of it null
     * @return one that nobody can change
     * @throws NullPointerException naming the list, and the place of the first null in it
     */
    public static <T> List<T> list(String name, List<T> list) {
        requireNonNull(list, name + " is null");
        int k = 0;
        for (var element : list) {
            k++;
            refuse(name, k, list.size(), element);
        }
        return List.copyOf(list);
    }

    /**
     * An array, as it is.
     *
     * @param <T> of what
     * @param name of the array, for the message
     * @param array none of it null
     * @return the array itself
     * @throws NullPointerException naming the array, and the place of the first null in it
     */
    public static <T> T[] array(String name, T[] array) {
        requireNonNull(array, name + " is null");
        for (int k = 0; k < array.length; k++) {
            refuse(name, k + 1, array.length, array[k]);
        }
        return array;
    }

    /**
     * A map, as it is.
     *
     * @param <K> from what
     * @param <V> to what
     * @param name of the map, for the message
     * @param map none of it null
     * @return the map itself
     * @throws NullPointerException naming the map, and the key that has no value
     */
    public static <K, V> Map<K, V> map(String name, Map<K, V> map) {
        requireNonNull(map, name + " is null");
        map.forEach((key, value) -> {
            if (key == null || value == null) {
                throw new NullPointerException("%s has null for %s".formatted(name, key == null ? "a name" : key));
            }
        });
        return map;
    }

    private static void refuse(String name, int place, int count, Object element) {
        if (element == null) {
            throw new NullPointerException("%s: number %d of %d is null".formatted(name, place, count));
        }
    }
}
