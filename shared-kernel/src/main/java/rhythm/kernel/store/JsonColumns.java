package rhythm.kernel.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.hibernate.type.format.AbstractJsonFormatMapper;
import rhythm.kernel.record.RecordMapper;

/** Writes nested objects into {@code jsonb} columns just as the wire has them. */
@JsonFormat
@PersistenceUnitExtension
public class JsonColumns extends AbstractJsonFormatMapper {
    @Override
    public <T> T fromString(CharSequence json, java.lang.reflect.Type type) {
        try {
            return RecordMapper.MAPPER.readValue(json.toString(), RecordMapper.MAPPER.constructType(type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> String toString(T value, java.lang.reflect.Type type) {
        try {
            return RecordMapper.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
