package vorlauf.notebooks.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session as objects.
 *
 * <p>JShell gives a variable that is declared again a new field and keeps the old one: its value would stay in memory as often
 * as the cell is run, and threads that an earlier run has started would go on with it. So all fields of a name are given the
 * newest value.
 *
 * <p>Threads: one.
 */
final class Variables {
    private final JShell shell;
    private final CellControl control;
    private final Map<String, List<Field>> fields = new HashMap<>();

    Variables(JShell shell, CellControl control) {
        this.shell = shell;
        this.control = control;
    }

    /** A variable was declared, for the first time or again. */
    void declared(VarSnippet variable) {
        Object value = value(variable);
        Field field = control.takeVariable();
        if (field == null) {
            return;
        }
        List<Field> ofName = fields.computeIfAbsent(variable.name(), _ -> new ArrayList<>());
        ofName.removeIf(older -> !older.equals(field) && !set(older, value));
        if (!ofName.contains(field)) {
            ofName.add(field);
        }
    }

    /** Takes the value of an expression out of the variable that JShell has made for it, which goes. */
    void forget(VarSnippet temporary) {
        value(temporary);
        Field field = control.takeVariable();
        if (field != null) {
            set(field, null);
        }
        shell.drop(temporary);
    }

    /** The value of a variable that is valid; null also where it cannot be read. */
    @Nullable
    Object value(VarSnippet variable) {
        shell.varValue(variable);
        return control.takeValue();
    }

    /** Gives a field a value, or null where its type does not take it; false where the field needs no further care. */
    private static boolean set(Field field, @Nullable Object value) {
        if (field.getType().isPrimitive() || Modifier.isFinal(field.getModifiers())) {
            return false;
        }
        try {
            boolean fits = field.getType().isInstance(value);
            field.set(null, fits ? value : null);
            return fits;
        } catch (IllegalAccessException e) {
            return false;
        }
    }
}
