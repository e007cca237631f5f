import Portal

extension Framework {
    /// Articles of the EU AI Act, by their headings in Regulation (EU) 2024/1689, some of them shortened as the English ones are.
    static let germanArticles: [Int: String] = [
        4: "KI-Kompetenz", 5: "Verbotene Praktiken im KI-Bereich", 9: "Risikomanagementsystem",
        10: "Daten und Daten-Governance", 11: "Technische Dokumentation", 12: "Aufzeichnungspflichten",
        13: "Transparenz und Bereitstellung von Informationen für die Betreiber", 14: "Menschliche Aufsicht",
        15: "Genauigkeit, Robustheit und Cybersicherheit",
        16: "Pflichten der Anbieter von Hochrisiko-KI-Systemen", 17: "Qualitätsmanagementsystem",
        25: "Verantwortlichkeiten entlang der KI-Wertschöpfungskette",
        26: "Pflichten der Betreiber von Hochrisiko-KI-Systemen", 27: "Grundrechte-Folgenabschätzung",
        49: "Registrierung", 50: "Transparenzpflichten",
        53: "Pflichten der Anbieter von KI-Modellen mit allgemeinem Verwendungszweck",
        55: "KI-Modelle mit allgemeinem Verwendungszweck und systemischem Risiko",
        72: "Beobachtung nach dem Inverkehrbringen", 73: "Meldung schwerwiegender Vorfälle",
    ]
}
