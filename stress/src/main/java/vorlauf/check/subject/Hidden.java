package vorlauf.check.subject;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls of what is private to a package of the engine. */
final class Hidden {
    private Hidden() {}

    static Constructor<?> constructor(String className, Class<?>... parameters) {
        try {
            Constructor<?> constructor = Class.forName(className, true, Hidden.class.getClassLoader())
                    .getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Method method(String className, String name, Class<?>... parameters) {
        try {
            Method method = Class.forName(className, true, Hidden.class.getClassLoader())
                    .getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object make(Constructor<?> constructor, Object... arguments) throws Throwable {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    static void call(Method method, Object receiver, Object... arguments) throws Throwable {
        try {
            method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
