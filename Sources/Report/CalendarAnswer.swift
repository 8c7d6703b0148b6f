/// The answer to one question, as one JSON object; the keys are stable.
package enum CalendarAnswer: Encodable, Hashable, Sendable {
    /// RFC 3339; nil is *never*, written as `null`.
    case deadline(String?)
    case seconds(Double)
    /// Why the question was none.
    case error(String)

    /// The bare answer, for people.
    package var text: String {
        switch self {
        case .deadline(let text): text ?? "never"
        case .seconds(let seconds): "\(seconds)"
        case .error(let text): text
        }
    }

    enum CodingKeys: CodingKey {
        case deadline, seconds, error
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .deadline(let text): try container.encode(text, forKey: .deadline)
        case .seconds(let seconds): try container.encode(seconds, forKey: .seconds)
        case .error(let text): try container.encode(text, forKey: .error)
        }
    }
}
