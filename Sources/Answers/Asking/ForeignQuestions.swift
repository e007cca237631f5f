/// Questions that no policy portal answers, since staff ask them elsewhere. A site's threshold is set so that nearly all of them
/// are declined.
enum ForeignQuestions {
    static let all = """
        How many days of holiday do I have left?
        Where do I park my bike?
        What is for lunch today?
        How do I reset my email password?
        Who won the football match yesterday?
        Can I bring my dog to the office?
        How do I book a meeting room on the third floor?
        What is the wifi password for guests?
        When is the next company party?
        How do I claim travel expenses?
        What is the capital of Australia?
        How do I change my bank account for my salary?
        Is the canteen open on Fridays?
        How do I apply for parental leave?
        What size is a standard shipping pallet?
        How long does a letter to Norway take?
        Who is the head of the sales department?
        Can I work from abroad for two months?
        How do I get a new chair?
        What is the dress code for customer visits?
        Where is the nearest defibrillator?
        How do I join the pension plan?
        What does the parking permit cost?
        Which printer supports A3?
        How do I order business cards?
        What is our VAT number?
        How many employees do we have?
        When was the company founded?
        How do I connect to the VPN from my phone?
        What should I do if my badge does not open the door?
        How do I calibrate the thermostat in my office?
        Who do I call when the lift is stuck?
        How can I learn to play the guitar?
        What is the boiling point of ethanol?
        How tall is the Eiffel Tower?
        Which gate does the train to Vienna leave from?
        How do I remove a stain from a carpet?
        What is the recipe for pancakes?
        Can you recommend a good restaurant nearby?
        How do I sort a list in Excel?
        What is the difference between a lease and a loan?
        How do I cite a book in a thesis?
        How much does a litre of diesel cost?
        How do I unsubscribe from the newsletter?
        When does the gym close?
        What vaccinations do I need for Kenya?
        How often should I water a cactus?
        Who wrote the Ninth Symphony?
        What time is it in Tokyo?
        How do I file a patent for a machine?
        How do I sign up for the running group?
        What is the deductible of our health insurance?
        Can I get an advance on my salary?
        How do I report a broken window?
        Who is on the board of directors?
        What is the stock price today?
        How do I change the toner?
        How do I set up an out of office reply?
        When do we get the annual bonus?
        How do I refer a friend for a job?
        What is the emergency number of the plant?
        Can I keep my frequent flyer miles?
        Which hotels may I book?
        What is the daily allowance in Switzerland?
        How do I request a second monitor?
        How do I return my laptop when I leave?
        What is the notice period in my contract?
        How do I enrol my children in the day care?
        When are performance reviews held?
        What are the company's values?
        How do I reach payroll?
        Where do I find my payslip?
        How do I record overtime?
        What happens with unused sick days?
        How can I become a mentor?
        How do I install the accounting software?
        What are the opening hours of the library?
        How do I borrow a company car?
        Which charger fits the electric cars?
        How do I plan a team offsite?
        What is the budget for team events?
        How do I write a good job advert?
        Who approves my vacation?
        How do I transfer a phone number?
        What is the speed limit on the premises?
        How do I dispose of batteries?
        When is the fire drill?
        Where can I get a flu shot?
        How do I convert inches to centimetres?
        What is the population of Brazil?
        Which river flows through Prague?
        How do airplanes stay in the air?
        Who painted the Mona Lisa?
        What causes thunder?
        How do I grow tomatoes on a balcony?
        How long should I boil an egg?
        What is the best way to learn French?
        How do I tie a bow tie?
        What does the warning light in my car mean?
        Can I use my phone on the plane?
        """.split(separator: "\n").map(String.init)
}
