/// Agreements of every kind, with every metric and each way to follow a change, a reopening, a message.
enum EveryMetric {
    static let agreements = """
        agreement: gold
        kind: sla
        match: {segment: gold}
        order: 1
        objectives:
          - objective: response
            metric: first_response
            target: {by: priority, P1: 30m, P3: null, else: 1h}
            warn: [50%]
            ladder: [30m after]
          - {objective: answers, metric: next_response, target: 20m, resume: status}
          - {objective: news, metric: periodic_update, target: 45m, warn: [10m before]}
          - objective: resolution
            metric: resolution
            target: {by: priority, P1: 1h, else: 2h}
            on_reopen: new_cycle
            on_rematch: carry
            resume_within: 1h
          - {objective: wait, metric: requester_wait, target: 90m, grace: 10m, on_reopen: ignore}
          - {objective: whole, metric: total_resolution, target: {at: promise}}
          - objective: order
            metric: custom
            start: {event: payment-received}
            stop: {event: factory-order}
            cancel: {category: [closed]}
            restart: {event: noted, by: agent}
            pause: {event: replied, by: customer}
            resume: {event: replied, by: agent}
            target: 40m
        ---
        agreement: base
        kind: sla
        order: 2
        objectives:
          - {objective: response, metric: first_response, target: 50m, credit_pauses: no}
          - objective: resolution
            metric: resolution
            target: {by: priority, P2: 45m, else: 100m}
            on_rematch: restart
            resume: status
        ---
        agreement: second-level
        kind: ola
        match: {team: l2}
        objectives:
          - {objective: take-over, metric: assignment, target: 15m}
          - {objective: work, metric: resolution, target: 1h}
        ---
        agreement: carrier
        kind: uc
        objectives:
          - {objective: carrier, metric: resolution, target: 25m, warn: [5m before]}
        """
}
