extension ComplianceReport {
    package var html: String { "" }
}
