package rhythm.kernel.record;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A text with a fixed set of values; the OpenAPI document shows them as its enum. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Constraint(validatedBy = OneOf.Checker.class)
public @interface OneOf {
    String[] value();

    String message() default "must be one of {value}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Absent values are for {@code @NotNull} to refuse. */
    final class Checker implements ConstraintValidator<OneOf, String> {
        private List<String> values = List.of();

        @Override
        public void initialize(OneOf constraint) {
            values = List.of(constraint.value());
        }

        @Override
        public boolean isValid(String given, ConstraintValidatorContext context) {
            return given == null || values.contains(given);
        }
    }
}
